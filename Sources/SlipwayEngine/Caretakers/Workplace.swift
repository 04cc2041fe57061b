package import Foundation
import Logging
import ServiceLifecycle
import SlipwayCore
package import SlipwayStore

/// Where the workers of an installation work: one machine's Docker Engine with one data directory. Those that share a
/// database keep each other from working at two places, where each would lack the other's uploads and proxy files.
package struct Workplace: Sendable, Hashable {
  private static let setting = "workplace"
  /// How long a place stays taken after its last worker was heard of.
  private static let hold = Duration.seconds(60)
  let id: String
  let machine: String
  let folder: String

  package init(id: String, machine: String, folder: String) {
    self.id = id
    self.machine = machine
    self.folder = folder
  }

  /// - Parameter file: in the folder, with its name; made when it is missing.
  package static func of(file: String, machine: String, folder: String) throws -> Workplace {
    let known = FileManager.default.contents(atPath: file).map {
      String(decoding: $0, as: UTF8.self).trimmingSpaces()
    }
    if let known, !known.isEmpty { return Workplace(id: known, machine: machine, folder: folder) }
    let made = RandomText.suffix(24)
    do {
      try Data((made + "\n").utf8).write(to: URL(fileURLWithPath: file), options: .withoutOverwriting)
    } catch {
      // Another worker of this folder was a moment earlier.
      guard let data = FileManager.default.contents(atPath: file), !data.isEmpty else {
        throw SlipwayError(
          .preconditionFailed, "The file \(file) cannot be made: \(error.localizedDescription)", cause: error)
      }
      return Workplace(id: String(decoding: data, as: UTF8.self).trimmingSpaces(), machine: machine, folder: folder)
    }
    return Workplace(id: made, machine: machine, folder: folder)
  }

  /// Who has it, as the row says.
  private struct Taken: Codable {
    var id: String
    var machine: String
    var folder: String
    /// Seconds since 1970.
    var until: Double
  }

  /// Takes it, or keeps it.
  /// - Throws: ``SlipwayError`` `conflict` while workers are at work elsewhere.
  package func take(in store: Store, now: Date) async throws {
    try await store.write { tx in
      let taken = try tx.settings.value(Self.setting).flatMap {
        try? JSONDecoder().decode(Taken.self, from: Data($0.utf8))
      }
      if let taken, taken.id != id, taken.until > now.timeIntervalSince1970 {
        throw SlipwayError(
          .conflict,
          "The workers of this database are at work on \(taken.machine) in \(taken.folder), with that machine's Docker "
            + "Engine and files. Start workers there; here run `slipway web` or `slipway api` with --docker-host none. "
            + "To move the work here, stop them and bring that folder along; a minute later this place is free.")
      }
      let until = now.addingTimeInterval(Self.hold.inSeconds).timeIntervalSince1970
      let own = Taken(id: id, machine: machine, folder: folder, until: until)
      try tx.settings.set(Self.setting, String(decoding: try JSONEncoder().encode(own), as: UTF8.self))
    }
  }
}

/// Says again and again that this place is taken. A process that finds it taken by another ends: it was away for longer
/// than its jobs were its own.
package struct WorkplaceKeeper: Service {
  private let store: Store
  private let place: Workplace
  private let interval: Duration

  package init(_ store: Store, _ place: Workplace, interval: Duration = .seconds(20)) {
    self.store = store
    self.place = place
    self.interval = interval
  }

  package func run() async throws {
    try await cancelWhenGracefulShutdown {
      while (try? await Task.sleep(for: interval)) != nil {
        do {
          try await place.take(in: store, now: Date())
        } catch let error as SlipwayError where error.code == .conflict {
          throw error
        } catch {
          Logger(label: "slipway.store").debug("the place was not kept", metadata: [LogKeys.error: "\(error)"])
        }
      }
    }
  }
}
