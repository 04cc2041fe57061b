import Foundation
import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// What each server uses now, or since when it does not say so.
struct MonitoredServers {
  var rows: [MonitoringServers.Row]
  var now: Date

  /// Nothing where there is no server.
  var html: HTML? {
    guard !rows.isEmpty else { return nil }
    let columns: [Table.Column] = [
      .init("Server"), .init("Processor", isNumber: true), .init("Memory", isNumber: true),
      .init("Disk", isNumber: true),
    ]
    return Card("Servers", note: "As it was when this page was made.").html(
      Table(caption: "Servers", columns: columns).html(rows.map(cells)))
  }

  private func cells(_ row: MonitoringServers.Row) -> [HTML] {
    let href = "\(ServersPage.path)/\(row.serverId)/monitoring"
    let name: HTML = "<a class=\"link\" href=\"\(href)\">\(row.name)</a>"
    guard row.isMeasured else {
      return ["<span>\(name) <span class=\"muted\">\(silence(row))</span></span>", "–", "–", "–"]
    }
    return [
      name, "\(Amounts.plain((row.cpuPercent * 10).rounded() / 10)) %", share(row.memory, row.memoryLimit),
      share(row.diskUsed, row.diskTotal),
    ]
  }

  private func silence(_ row: MonitoringServers.Row) -> HTML {
    guard let since = row.awaySince else { return "not measured" }
    return "away since \(moment(Date(timeIntervalSince1970: Double(since)), now: now))"
  }

  private func share(_ part: Int, _ whole: Int) -> HTML {
    "\(BackupWords.bytes(part)) of \(BackupWords.bytes(whole))"
  }
}
