/// The objects of a long list whose names sort last, gathered while it comes.
struct NewestObjects {
  let limit: Int
  private var found: [StoredObject] = []

  init(limit: Int) { self.limit = limit }

  /// Sorted by their names, the last first.
  var all: [StoredObject] { Array(sorted.prefix(limit)) }

  mutating func add(_ object: StoredObject) {
    found.append(object)
    // Now and then, so that a list of any length costs little.
    if found.count >= 2 * limit { found = all }
  }

  private var sorted: [StoredObject] { found.sorted { $0.name > $1.name } }
}
