import SlipwayAgent
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// A service by the name that published clients have for it, with where its samples are.
struct MeasuredService {
  var service: Deployable
  var series: SeriesName

  /// - Throws: ``SlipwayError`` `notFound` for one that is not there, or is another organisation's.
  static func named(_ appName: String, _ call: Call) async throws -> MeasuredService {
    let organization = try call.organization()
    let own = try await call.store.read { try $0.deployables.all(in: organization) }
    // Containers are called by their release: what stands before it is the service.
    let found = own.first { $0.appName == appName } ?? own.first { appName.hasPrefix($0.appName + "-") }
    guard let found, let series = SeriesName(service: found.id.rawValue) else {
      throw SlipwayError.notFound(Subject.deployable(ID("")).noun)
    }
    return MeasuredService(service: found, series: series)
  }
}

extension Call {
  /// What was measured on this machine.
  var archive: SeriesArchive { SeriesArchive(folder: engine.folders.monitoring) }
}
