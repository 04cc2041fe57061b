import SlipwayCore
import SlipwayLogs
import SlipwayProcedures

/// What can be looked for in kept output: words, a level, a time, and where.
struct LogSearchForm {
  var base: String
  var asked: LogSearchRequest
  /// Of the one service that the page is of; empty elsewhere.
  var generations: [LogGenerations.Generation] = []
  /// Of a compose stack.
  var stackServices: [String] = []
  /// Further choices.
  var more: HTML?
  var context: PageContext

  var html: HTML {
    """
    <form method="get" action="\(base)" class="log-find" role="search"><input type="hidden" name="find" value="1">\
    <label class="search-box">\(icon(.search))<span class="hidden">Find in the output</span>\
    <input type="search" name="q" value="\(asked.text)" placeholder="Find in everything that is kept" autocomplete="off" \
    spellcheck="false"></label>\(choice("level", "Level", levels, asked.level))\
    \(when: !generations.isEmpty, choice("generation", "Deployment", generationChoices, asked.generation))\
    \(when: !stackServices.isEmpty, choice("service", "Service", serviceChoices, asked.stackService))\
    \(moment("from", "From (UTC)", asked.from))\(moment("to", "To (UTC)", asked.to))\
    \(button("Find", icon: .search))\(when: asked.isAsked, linkButton("Live", href: base, .quiet))\(more)</form>
    """
  }

  private var levels: [Select.Choice] {
    [
      .init("", "Every level"), .init("debug", "Debug and worse"), .init("info", "Info and worse"),
      .init("warn", "Warnings and worse"), .init("error", "Errors"), .init("fatal", "Fatal only"),
    ]
  }

  private var generationChoices: [Select.Choice] {
    [.init("", "All deployments")]
      + generations.compactMap { generation in
        generation.deploymentId.map {
          let state = generation.isCurrent ? "serves now" : TimeWords.relative(generation.lastAt, now: context.now)
          return .init($0.rawValue, "\(generation.title ?? "Deployment \($0.rawValue.prefix(6))") · \(state)")
        }
      }
  }

  private var serviceChoices: [Select.Choice] { [.init("", "All services")] + stackServices.map { .init($0, $0) } }

  private func choice(_ name: String, _ label: String, _ choices: [Select.Choice], _ value: String) -> HTML {
    func option(_ choice: Select.Choice) -> HTML {
      "<option value=\"\(choice.value)\"\(Attribute.flag("selected", choice.value == value))>\(choice.title)</option>"
    }
    return """
      <label class="log-choice"><span>\(label)</span><select name="\(name)">\(each: choices, option)</select></label>
      """
  }

  private func moment(_ name: String, _ label: String, _ value: String) -> HTML {
    """
    <label class="log-choice"><span>\(label)</span><input type="datetime-local" name="\(name)" value="\(value)"></label>
    """
  }
}
