/// Some of the requests that an access log has, in order.
package struct AccessLogPage: Sendable {
  package var lines: [AccessLine] = []
  /// Of all that are wanted.
  package var total = 0
}

extension AccessLogFile {
  /// Keeps no more than where the requests are of the pages up to the one that is asked for, and reads that one's again.
  package func page(
    _ index: Int, of size: Int, isOldestFirst: Bool, _ isWanted: (AccessLine) -> Bool
  ) throws -> AccessLogPage {
    let room = (index + 1) * size
    var page = AccessLogPage()
    var (kept, number) = ([Int](), 0)
    try forEachLine { bytes in
      number += 1
      guard AccessLine(bytes).map(isWanted) == true else { return }
      page.total += 1
      if isOldestFirst, kept.count == room { return }
      kept.append(number)
      if kept.count >= 2 * room { kept.removeFirst(kept.count - room) }
    }
    let ordered = isOldestFirst ? kept : kept.reversed()
    let chosen = Set(ordered.dropFirst(index * size).prefix(size))
    number = 0
    try forEachLine { bytes in
      number += 1
      // The file may have been put aside meanwhile, and its lines be others.
      if chosen.contains(number), let line = AccessLine(bytes), isWanted(line) { page.lines.append(line) }
    }
    if !isOldestFirst { page.lines.reverse() }
    return page
  }
}
