import Foundation
import SlipwayCore

/// What `${…}` can make in a template by itself: passwords, names, times, tokens.
struct TemplateFunctions {
  static let names = [
    "domain", "base64", "password", "hash", "uuid", "timestamp", "timestampms", "timestamps", "randomPort",
    "username",
    "email", "jwt",
  ]
  private static let people = [
    "ada", "alan", "barbara", "edsger", "grace", "ken", "leslie", "margaret", "niklaus", "tony",
  ]

  let surroundings: TemplateSurroundings

  /// - Parameters:
  ///   - name: one of ``names``.
  ///   - argument: everything behind the first colon.
  ///   - lookUp: the value of a variable.
  /// - Throws: ``TemplateProblem`` when the argument is none of the helper's.
  func value(
    _ name: String, _ argument: String?, lookUp: (String) throws -> String?
  ) throws -> String {
    switch name {
    case "domain": return try surroundings.makeHost()
    case "base64": return Data(Self.randomBytes(try count(argument, 32))).base64EncodedString()
    case "password": return RandomText.suffix(try count(argument, 16))
    case "hash":
      let length = try count(argument, 8)
      return String(Self.randomBytes((length + 1) / 2).hexadecimal.prefix(length))
    case "uuid": return UUID().uuidString.lowercased()
    case "timestamp", "timestampms": return String(Int(try moment(argument).timeIntervalSince1970 * 1000))
    case "timestamps": return String(Int(try moment(argument).timeIntervalSince1970))
    case "randomPort": return String(Int.random(in: 10_000...65_535))
    case "username": return Self.person()
    case "email": return "\(Self.person())@example.com"
    case "jwt": return try token(argument, lookUp: lookUp)
    default: throw TemplateProblem("'\(name)' is no helper")
    }
  }

  private func count(_ argument: String?, _ usual: Int) throws -> Int {
    guard let argument else { return usual }
    guard let count = Int(argument), (1...4096).contains(count) else {
      throw TemplateProblem("'\(argument)' must be a length between 1 and 4096")
    }
    return count
  }

  private func moment(_ argument: String?) throws -> Date {
    guard let argument else { return surroundings.now }
    if let date = try? Date(argument, strategy: .iso8601) { return date }
    if let date = try? Date(argument + "T00:00:00Z", strategy: .iso8601) { return date }
    throw TemplateProblem("'\(argument)' must be a time such as 2030-01-01T00:00:00Z")
  }

  /// `jwt`, `jwt:32` (that many random bytes), `jwt:secret`, `jwt:secret:payload`; secret and payload may be variables.
  private func token(_ argument: String?, lookUp: (String) throws -> String?) throws -> String {
    guard let argument else { return try jwt(secret: RandomText.token(), payload: nil) }
    if argument.count <= 3, let length = Int(argument) { return Self.randomBytes(max(1, length)).hexadecimal }
    let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let payload = try parts.dropFirst().first.map { try lookUp($0) ?? $0 }
    return try jwt(secret: try lookUp(parts[0]) ?? parts[0], payload: payload)
  }

  private func jwt(secret: String, payload: String?) throws -> String {
    do {
      return try TemplateToken(secret: secret, payload: payload, now: surroundings.now).text
    } catch {
      throw TemplateProblem("the token's payload is no JSON object")
    }
  }

  private static func person() -> String { "\(people.randomElement() ?? "ada")\(Int.random(in: 100...999))" }

  /// From the system's cryptographically secure generator.
  private static func randomBytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: .min ... .max) }
  }
}

/// What is wrong with a helper; whoever renders knows where it stands.
struct TemplateProblem: Error {
  let sentence: String

  init(_ sentence: String) { self.sentence = sentence }
}
