import Foundation
import Hummingbird
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures
import SlipwayServer

/// Makes what every page knows from a request.
struct ContextReader: Sendable {
  let dispatcher: Dispatcher
  let assets: Assets

  func desk(_ context: SlipwayRequestContext) -> Desk {
    Desk(
      dispatcher: dispatcher,
      call: Call(engine: dispatcher.engine, caller: context.caller, request: context.info))
  }

  /// - Parameter address: of the page that is shown: the request's own, or the one with a refused form.
  func pageContext(_ request: Request, _ context: SlipwayRequestContext, address: String) -> PageContext {
    var page = PageContext(now: dispatcher.engine.now())
    page.viewer = context.caller.map { Self.viewer($0) }
    page.csrfToken = context.csrfToken
    page.path = Self.withoutOpen(address)
    page.open = AddressQuery(address).values["open"]
    page.flash = FlashCookie(of: request).map { Flash(tone: $0.isFailure ? .failed : .good, sentence: $0.sentence) }
    page.theme = request.cookies["theme"].flatMap { PageContext.Theme(rawValue: $0.value) } ?? .system
    page.isNarrow = request.cookies["sidebar"]?.value == "collapsed"
    page.baseURL = context.info.baseURL
    page.assets = assets.base
    return page
  }

  private static func viewer(_ caller: Caller) -> PageContext.Viewer {
    let name = [caller.user.firstName, caller.user.lastName].filter { !$0.isEmpty }.joined(separator: " ")
    return PageContext.Viewer(
      userID: caller.user.id.rawValue, email: caller.user.email, name: name,
      organizationID: caller.organizationID.rawValue, role: caller.role)
  }

  /// A form goes back to the page, not to the dialog that it stood in.
  private static func withoutOpen(_ address: String) -> String {
    let query = AddressQuery(address)
    let kept = query.values.filter { $0.key != "open" && !$0.key.isEmpty }.sorted { $0.key < $1.key }
    let pairs = kept.map { "\($0.key.percentEncoded)=\($0.value.percentEncoded)" }
    return pairs.isEmpty ? query.path : query.path + "?" + pairs.joined(separator: "&")
  }
}
