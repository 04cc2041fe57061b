package import Hummingbird
import Logging
package import NIOCore
import SlipwayCore
package import SlipwayProcedures

/// What is known of a request besides its head and body. Middleware fills it in before a route sees it.
package struct SlipwayRequestContext: RequestContext, RemoteAddressRequestContext {
  package var coreContext: CoreRequestContextStorage
  /// The peer of the connection, which may be the proxy.
  package let remoteAddress: SocketAddress?
  /// What error answers and the log line name.
  package let requestID: String
  /// What procedures may know of the request.
  package var info: RequestInfo
  /// Whether it came by https, also through the proxy.
  package var isSecure = false
  /// Who asks; `nil` when nobody is signed in.
  package var caller: Caller?
  /// What the forms of this session must carry as `_csrf`; empty when nobody is signed in by a session.
  package var csrfToken = ""
  /// Refused forms and errors of pages are shown by it.
  package var htmlAnswers: (any HTMLAnswers)?

  package init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    remoteAddress = source.channel.remoteAddress
    // The one that the server's logger carries, so that answers and log lines agree.
    requestID = source.logger[metadataKey: "hb.request.id"].map { "\($0)" } ?? RandomText.suffix(16)
    info = RequestInfo(id: requestID)
  }

  package var maxUploadSize: Int { BodyLimit.bytes }
}

/// How large bodies may be that are read into memory.
package enum BodyLimit {
  package static let bytes = 1 << 20
}
