import HTTPTypes
import Hummingbird
import HummingbirdCore
import SlipwayCore
import SlipwayProcedures

/// The token that a request proves itself by: `Authorization: Bearer …`.
enum BearerToken {
  /// - Parameter digest: of the token that is wanted, as ``TokenDigest`` makes it.
  static func isGiven(by request: Request, _ digest: String) -> Bool {
    let given = request.headers[.authorization] ?? ""
    let token = given.hasPrefix("Bearer ") ? given.dropFirst("Bearer ".count) : ""
    return ConstantTime.isEqual(TokenDigest.of(String(token)), digest)
  }
}
