import SlipwayCore

/// The place of one process among those that share a data directory: its number names its work folder and its children.
struct Slot: ~Copyable {
  private static let most = 64
  let number: Int
  private let lock: LockFile

  /// Takes the first that is free.
  /// - Throws: ``SlipwayError`` `conflict` when there is none.
  static func take(in directory: DataDirectory) throws -> Slot {
    for number in 1...most {
      do {
        return Slot(number: number, lock: try LockFile(directory.slot(number)))
      } catch let error as SlipwayError where error.code == .conflict {
        continue
      }
    }
    throw SlipwayError(.conflict, "\(most) processes of Slipway work in \(directory.path) already.")
  }

  private init(number: Int, lock: consuming LockFile) {
    self.number = number
    self.lock = lock
  }
}
