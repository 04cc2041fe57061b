import Foundation

/// A place that rclone reaches, as a section of its own configuration: a type and its options.
///
/// Only types and options that lead off this machine and run nothing are taken: `local`, wrappers of other remotes and
/// options that name files or commands would give whoever may add a destination the machine itself.
package struct RcloneRemote: Sendable, Hashable {
  private static let options: [String: Set<String>] = [
    "sftp": [
      "host", "port", "user", "pass", "key_pem", "key_file_pass", "shell_type", "disable_hashcheck", "set_modtime",
      "use_insecure_cipher", "ciphers", "macs", "key_exchange",
    ],
    "ftp": ["host", "port", "user", "pass", "tls", "explicit_tls", "no_check_certificate", "disable_epsv"],
    "webdav": ["url", "vendor", "user", "pass", "bearer_token"],
    "smb": ["host", "port", "user", "pass", "domain"],
    "b2": ["account", "key", "endpoint", "hard_delete"],
    "azureblob": ["account", "key", "sas_url", "endpoint"],
    "google cloud storage": [
      "project_number", "service_account_credentials", "client_id", "client_secret", "token", "bucket_policy_only",
      "location", "storage_class",
    ],
    "drive": [
      "client_id", "client_secret", "scope", "token", "root_folder_id", "team_drive", "service_account_credentials",
    ],
    "dropbox": ["client_id", "client_secret", "token"],
    "onedrive": ["client_id", "client_secret", "token", "drive_id", "drive_type", "region"],
    "swift": [
      "user", "key", "auth", "user_id", "domain", "tenant", "tenant_id", "tenant_domain", "region", "storage_url",
      "auth_token", "application_credential_id", "application_credential_name", "application_credential_secret",
      "auth_version", "endpoint_type",
    ],
  ]

  /// What says where these lead; without it rclone dials this machine.
  private static let places = ["sftp": "host", "ftp": "host", "smb": "host", "webdav": "url"]

  /// rclone's word for the kind of place.
  package let type: String
  /// Its options, some of them secret; in the order of their names.
  package let options: [(name: String, value: Secret)]

  /// - Parameter text: the section, with or without its `[name]`.
  /// - Throws: ``SlipwayError`` `badRequest` naming `field`.
  package init(parsing text: String, field: String) throws {
    var values: [String: String] = [:]
    for (index, raw) in text.split(whereSeparator: \.isNewline).enumerated() {
      let line = raw.trimmingSpaces()
      if line.isEmpty || line.hasPrefix("#") || line.hasPrefix(";") { continue }
      if line.hasPrefix("["), line.hasSuffix("]"), values.isEmpty { continue }
      guard let sign = line.firstIndex(of: "="), Self.isPlain(line), line.utf8.count <= 16_384 else {
        throw SlipwayError.invalid(field, "line \(index + 1) must read 'option = value'")
      }
      values[line[..<sign].trimmingSpaces()] = line[line.index(after: sign)...].trimmingSpaces()
    }
    guard let type = values.removeValue(forKey: "type"), let allowed = Self.options[type] else {
      let types = Self.options.keys.sorted().joined(separator: ", ")
      throw SlipwayError.invalid(field, "'type' must be one of \(types); for S3 choose an S3 provider")
    }
    if let stray = values.keys.sorted().first(where: { !allowed.contains($0) }) {
      throw SlipwayError.invalid(
        field, "the option '\(stray.prefix(60))' of \(type) is not taken here; remove its line")
    }
    if let place = Self.places[type], values[place, default: ""].isEmpty {
      throw SlipwayError.invalid(field, "\(type) needs the option '\(place)'")
    }
    try Self.checkPlaces(values, field)
    self.type = type
    options = values.sorted { $0.key < $1.key }.map { ($0.key, Secret($0.value)) }
  }

  /// Two options become parts of addresses that their names do not tell of.
  private static func checkPlaces(_ values: [String: String], _ field: String) throws {
    let isWord = values["account", default: ""].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    guard isWord else { throw SlipwayError.invalid(field, "'account' must be letters and digits") }
    guard let text = values["service_account_credentials"], !text.isEmpty else { return }
    let members = try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))
    let place = members?["token_uri"] ?? ""
    let known = ["https://oauth2.googleapis.com/token", "https://accounts.google.com/o/oauth2/token"]
    guard members != nil, place.isEmpty || known.contains(place) else {
      throw SlipwayError.invalid(
        field, "'service_account_credentials' must be the key file that Google gave, in one line")
    }
  }

  /// The lines of a section.
  package var text: Secret { text(at: nil) }

  /// The same with another text for its host. A certificate speaks of the name, so what asks for one keeps it.
  package func text(at host: String?) -> Secret {
    let isCertified = options.contains { ["tls", "explicit_tls"].contains($0.name) && $0.value.reveal() == "true" }
    let lines = options.map { name, value in
      guard let host, name == "host", !isCertified else { return "\(name) = \(value.reveal())" }
      return "\(name) = \(host.contains(":") ? "[\(host)]" : host)"
    }
    return Secret((["type = \(type)"] + lines).joined(separator: "\n") + "\n")
  }

  /// Whether it is reached by http, and so through a proxy.
  package var speaksWeb: Bool { Self.places[type] != "host" }

  /// Wherever it leads, as far as its options say so: hosts and web addresses.
  package var addresses: [String] {
    options.filter { ["host", "url", "endpoint", "storage_url", "auth", "sas_url"].contains($0.name) }.map {
      $0.value.reveal()
    }
  }

  private static func isPlain(_ line: String) -> Bool {
    line.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
  }

  package static func == (left: RcloneRemote, right: RcloneRemote) -> Bool { left.text == right.text }

  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
