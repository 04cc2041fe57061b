/// The middlewares that every application may use; one file beside those of the applications.
package enum SharedMiddlewares {
  /// The file's name in the folder of dynamic files. An application's always has a dash and a suffix.
  package static let fileName = "middlewares.yml"
  package static let redirectToHTTPS = "redirect-to-https"

  /// - Parameter httpsPort: where browsers reach the TLS entry point.
  package static func document(httpsPort: Int) -> TraefikDocument {
    TraefikDocument(middlewares: [
      redirectToHTTPS: TraefikDocument.Middleware(
        redirectScheme: TraefikDocument.RedirectScheme(
          scheme: "https", permanent: true, port: httpsPort == 443 ? nil : String(httpsPort)))
    ])
  }
}
