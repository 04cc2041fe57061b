import Foundation
import SlipwayCore

/// Everything that each page knows besides its own model: who looks, from where, and what just happened.
struct PageContext: Sendable {
  /// The signed-in person.
  struct Viewer: Sendable {
    var userID: String
    var email: String
    var name: String
    var organizationID: String
    var role: Member.Role
  }

  /// What colours the viewer chose.
  enum Theme: String, Sendable, CaseIterable {
    case system, light, dark
  }

  var viewer: Viewer?
  var csrfToken = ""
  /// The page's own path with its query.
  var path = "/"
  /// Whether the page answers a form: the browser then shows another address than the page's own.
  var isAnswer = false
  /// The dialog that the address asks for.
  var open: String?
  var flash: Flash?
  var failure: FormFailure?
  var theme = Theme.system
  /// Whether the sidebar shows icons only.
  var isNarrow = false
  var now: Date
  /// Where people reach this installation, without a slash at the end.
  var baseURL = ""
  /// The path of the assets, with their digest.
  var assets = "/assets"
}
