import Foundation
package import SlipwayCore

/// A user name and a password for one git host, and for no other.
package struct GitCredential: Sendable {
  let address: GitAddress
  let username: String
  let password: Secret

  /// For git's credential store.
  package var lines: [Secret] {
    var lines = [line(address.transport == .http ? "http" : "https", port: address.port)]
    if isUsualHTTP { lines.append(line("https", port: nil)) }
    return lines
  }

  /// - Returns: how http carries it to this repository; `nil` when it is for another host.
  package func authorization(for place: GitAddress) -> Secret? {
    guard place.host.lowercased() == address.host.lowercased(), place.transport != .ssh else { return nil }
    let isSame = place.transport == address.transport && place.portOrUsual == address.portOrUsual
    // Many hosts send whoever asks by http to https.
    guard isSame || isUsualHTTP && place.transport == .https && place.portOrUsual == 443 else { return nil }
    return Secret("Basic " + Data("\(username):\(password.reveal())".utf8).base64EncodedString())
  }

  private var isUsualHTTP: Bool { address.transport == .http && address.portOrUsual == 80 }

  private func line(_ scheme: String, port: Int?) -> Secret {
    let port = port.map { ":\($0)" } ?? ""
    return Secret("\(scheme)://\(username.percentEncoded):\(password.reveal().percentEncoded)@\(address.host)\(port)")
  }
}

extension GitCredential {
  /// What an application's settings, or else the address itself, say; `nil` when neither has a password.
  package init?(_ address: GitAddress, username typed: String? = nil, password typedPassword: Secret? = nil) {
    guard address.transport != .ssh, let password = typedPassword ?? address.password, !password.isEmpty else {
      return nil
    }
    let name = typed ?? address.username ?? ""
    self.init(address: address, username: name.isEmpty ? "git" : name, password: password)
  }
}
