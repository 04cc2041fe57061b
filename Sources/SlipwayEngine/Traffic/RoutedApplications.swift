import SlipwayCore
import SlipwayStore

/// What the rows say of the routes of all applications on one machine that have a domain: six queries, whatever their number, and no
/// secret is opened.
struct RoutedApplications {
  /// One of them.
  struct Routed {
    var id: ID<Deployable>
    var appName: String
    var domains: [Domain]
    var redirects: [Redirect]
    var logins: [BasicAuth]
    /// Its current release.
    var serving: RouteTarget?
    /// A deployment waits or is at work.
    var isBusy: Bool
  }

  let applications: [Routed]

  /// - Parameter server: `nil` is this machine.
  init(_ tx: Transaction, on server: ID<Server>?) throws {
    let domains = Dictionary(grouping: try tx.domains.all(on: server), by: \.deployableID)
    let serving = Dictionary(
      uniqueKeysWithValues: try tx.releases.serving().map {
        ($0.deployableID, RouteTarget($0.serviceName, addresses: $0.addresses))
      })
    let redirects = Dictionary(grouping: try tx.redirects.all(), by: \.deployableID)
    let logins = Dictionary(grouping: try tx.basicAuths.all(), by: \.deployableID)
    let busy = Set(try tx.deployments.busy())
    applications = try tx.deployables.routed(on: server).map { id, appName in
      Routed(
        id: id, appName: appName, domains: domains[id] ?? [], redirects: redirects[id] ?? [],
        logins: logins[id] ?? [], serving: serving[id], isBusy: busy.contains(id))
    }
  }
}
