import SlipwayCore
import SlipwayHost

extension MetricsConfig {
  /// - Throws: ``SlipwayError`` `badRequest` with what is wrong, by field.
  func check() throws {
    var problems = ValidationProblems()
    let limits = [
      ("cpu", server.thresholds.cpu), ("memory", server.thresholds.memory), ("disk", server.thresholds.disk ?? 0),
    ]
    for (name, value) in limits {
      problems.require((0...100).contains(value), "thresholds.\(name)", "must be a percentage, or 0 for none")
    }
    for (name, value) in [("server", server.refreshRate), ("containers", containers.refreshRate)] {
      problems.require((1...3600).contains(value), "\(name).refreshRate", "must be between 1 and 3600 seconds")
    }
    problems.require(server.retentionDays >= 1, "server.retentionDays", "must be a day at least")
    let services = containers.services
    for (name, parts) in [("include", services.include), ("exclude", services.exclude)] {
      let isShort = (parts ?? []).count <= 100 && (parts ?? []).allSatisfy { $0.utf8.count <= 200 }
      problems.require(isShort, "services.\(name)", "must be 100 names at most, each of 200 bytes at most")
    }
    try problems.throwIfAny()
  }

  /// Nothing is asked over the network and nothing is called at times, so nothing is kept or told of with what: an address
  /// may have a password in it.
  var withoutCallback: MetricsConfig {
    var config = self
    (config.server.token, config.server.urlCallback, config.server.cronJob) = ("", "", "")
    return config
  }
}
