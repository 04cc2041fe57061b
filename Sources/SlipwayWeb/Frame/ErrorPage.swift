import HTTPTypes
import SlipwayServer

/// The page that says why there is no page.
enum ErrorPage {
  static func html(_ failure: ErrorAnswer, _ context: PageContext) -> HTML {
    let words = words(failure)
    let body: HTML = """
      <section class="card"><div class="card-body"><div class="error-page"><p class="error-code">\(failure.status.code)</p>\
      <h1>\(words.title)</h1><p>\(words.sentence)</p><div class="actions">\
      \(linkButton("Back to projects", href: "/projects", .primary))</div>\
      \(when: failure.status.code >= 500, "<p class=\"help\">Request \(copyText(failure.requestID))</p>")\
      </div></div></section>
      """
    return Layout.bare(words.title, body, context)
  }

  private static func words(_ failure: ErrorAnswer) -> (title: String, sentence: String) {
    let message = FieldWords.told(failure.message, about: failure.problems.keys)
    return switch failure.status.code {
    case 404: ("Not here", "\(message). It may have been deleted, or it belongs to another organization.")
    case 401, 403: ("Not allowed", message)
    case 429: ("Too many tries", message)
    case 400..<500: ("That was not understood", message)
    case 502..<505: ("No answer", message)
    default: ("Something went wrong", message)
    }
  }
}
