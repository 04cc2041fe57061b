import HTTPTypes
import Hummingbird
import SlipwayCore
import SlipwayProcedures

/// Answers who asks a route by a method that it does not have: which ones it has, not that there is nothing.
enum OtherMethods {
  private static let all: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete, .options]

  /// To be called when all routes are there.
  static func add(to router: Router<SlipwayRequestContext>) {
    for routes in Dictionary(grouping: router.routes, by: { $0.path.description }).values {
      let methods = Set(routes.map(\.method))
      for path in routes.prefix(1).map(\.path) {
        for method in all where !methods.contains(method) {
          router.on(path, method: method) { _, _ -> Response in throw SlipwayError.wrongMethod(allowed: methods) }
        }
      }
    }
  }
}

extension SlipwayError {
  static func wrongMethod(allowed: Set<HTTPRequest.Method>) -> SlipwayError {
    // Whatever can be got, can be asked for by HEAD.
    let methods = allowed.contains(.get) ? allowed.union([.head]) : allowed
    let names = methods.map(\.rawValue).sorted().joined(separator: ", ")
    return SlipwayError(
      .methodNotAllowed, "This address takes no requests of this method; it takes \(names).",
      details: ["allow": names])
  }

  static func wrongMethod(of procedure: any Procedure.Type) -> SlipwayError {
    let method = procedure.kind == .query ? "GET" : "POST"
    return SlipwayError(
      .methodNotAllowed, "\(procedure.name) is a \(procedure.kind.rawValue): ask it by \(method).",
      details: ["allow": method])
  }
}
