/// The names in the proxy's static file that routes refer to.
package enum EntryPoint {
  /// Plain HTTP.
  package static let web = "web"
  /// HTTP over TLS.
  package static let websecure = "websecure"
  /// The certificate resolver of the ACME server in the settings.
  package static let resolver = "letsencrypt"
}
