import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Looks at the servers that processes share: PostgreSQL and Redis.
struct ServerDiagnosis {
  let configuration: Configuration

  func run() async -> [Diagnosis] { await store() + bus() }

  private func store() async -> [Diagnosis] {
    guard let address = configuration.database else { return [] }
    do {
      let database = try await PostgresDatabase.open(address)
      try database.close()
      return [.ok("PostgreSQL", "answers")]
    } catch {
      return [
        .missing(
          "PostgreSQL", (error as? SQLError)?.message ?? "\(error)",
          fix: "Start it, or put the address of --database right.")
      ]
    }
  }

  private func bus() async -> [Diagnosis] {
    guard let address = configuration.bus else { return [] }
    switch await RedisLook.find(address) {
    case .well(let version): return [.ok("Redis", "\(version) at \(address.place)")]
    case .away(let reason):
      return [
        .limited("Redis", reason, fix: "Start it, or put --bus right; until then workers look every few seconds.")
      ]
    case .wrong(let reason):
      return [.missing("Redis", reason, fix: "Put the address, user and password of --bus right.")]
    }
  }
}
