import FoundationEssentials
import SlipwayCore

/// The frame around every page: head, sidebar, top bar, content.
enum Layout {
  /// The page of somebody who is signed in.
  static func page(_ screen: Screen, _ context: PageContext) -> HTML {
    let body: HTML = """
      <a class="skip" href="#content">Skip to content</a><div class="frame" data-behavior="keys">\
      <aside class="sidebar" id="sidebar">\(brand)\(Navigation.html(current: screen.place))\(account(context))</aside>\
      <div class="main"><header class="topbar">\(menuButton)\(breadcrumb(screen.crumbs))\
      <div class="topbar-tools">\(searchButton)\(themeButton(context))</div></header>\
      <main id="content" class="content \(screen.width.rawValue)" tabindex="-1"\
      \(when: context.isAnswer, " data-behavior=\"address\" data-address=\"\(context.path)\"")>\
      \(context.flash?.html)\(screen.heading)\(screen.tabs)<div class="page-body">\(screen.body)</div></main></div></div>\
      \(palette)\(shortcuts)
      """
    return document(screen.title, body, context)
  }

  /// A page of nobody yet: sign-in, set-up, errors.
  static func bare(_ title: String, _ body: HTML, _ context: PageContext) -> HTML {
    document(title, "<main id=\"content\" class=\"bare\">\(logo)\(context.flash?.html)\(body)</main>", context)
  }

  private static func document(_ title: String, _ body: HTML, _ context: PageContext) -> HTML {
    let theme: HTML = context.theme == .system ? "" : " data-theme=\"\(context.theme.rawValue)\""
    return """
      <!doctype html>
      <html lang="en"\(theme)\(when: context.isNarrow, " class=\"collapsed\"")>
      <head><meta charset="utf-8"><title>\(title) · Slipway</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark"><meta name="referrer" content="same-origin">
      <link rel="icon" href="\(context.assets)/favicon.svg" type="image/svg+xml">
      <link rel="stylesheet" href="\(context.assets)/app.css">
      <script type="module" src="\(context.assets)/js/app.js"></script></head>
      <body>\(body)\(IconSet.bundled.symbols(usedIn: body))</body></html>

      """
  }

  private static let logo: HTML = """
    <a class="brand" href="/" aria-label="Slipway"><svg class="mark" viewBox="0 0 24 24" aria-hidden="true">\
    <path d="M3 17.5 21 9v4.2L3 21.5z"/><path d="M6 12.2 17 7V3L6 8.2z" class="ship"/></svg><span>Slipway</span></a>
    """

  private static let brand: HTML = """
    <div class="sidebar-head">\(logo)<button type="button" class="icon-button needs-script collapse" \
    data-behavior="sidebar" aria-label="Collapse the sidebar" title="Collapse the sidebar">\(icon(.panel))</button></div>
    """

  private static let menuButton: HTML = """
    <button type="button" class="icon-button menu-button" data-behavior="menu" aria-expanded="false" \
    aria-controls="sidebar" aria-label="Menu">\(icon(.menu))</button>
    """

  private static let searchButton: HTML = """
    <button type="button" class="search-button needs-script" data-behavior="palette-open" aria-label="Search">\
    \(icon(.search))<span>Search</span><kbd>⌘K</kbd></button>
    """

  private static func themeButton(_ context: PageContext) -> HTML {
    """
    <button type="button" class="icon-button needs-script theme-button" data-behavior="theme" \
    data-theme-now="\(context.theme.rawValue)" aria-label="Change colours" title="Change colours">\
    \(icon(.sun))\(icon(.moon))</button>
    """
  }

  private static func account(_ context: PageContext) -> HTML? {
    guard let viewer = context.viewer else { return nil }
    let initial = String((viewer.name.isEmpty ? viewer.email : viewer.name).prefix(1)).uppercased()
    return """
      <div class="account"><span class="avatar" aria-hidden="true">\(initial)</span>\
      <span class="account-words"><strong>\(viewer.name.isEmpty ? viewer.role.rawValue.capitalized : viewer.name)</strong>\
      <span>\(viewer.email)</span></span>\
      <form method="post" action="/sign-out"><input type="hidden" name="_csrf" value="\(context.csrfToken)">\
      <button class="icon-button" aria-label="Sign out" title="Sign out">\(icon(.signOut))</button></form></div>
      """
  }

  private static let palette: HTML = """
    <dialog class="palette" id="palette" aria-label="Search" data-behavior="palette">\
    <label class="palette-input">\(icon(.search))<span class="hidden">Search</span><input type="search" \
    placeholder="Projects, services, pages…" autocomplete="off" spellcheck="false" role="combobox" \
    aria-expanded="true" aria-controls="palette-list" aria-autocomplete="list"></label>\
    <div id="palette-list" class="palette-list" role="listbox" aria-label="Results"></div></dialog>
    """

  /// Filled by the behaviour that knows the keys, from the letters that the page's links carry.
  private static let shortcuts: HTML = """
    <dialog class="dialog" id="shortcuts" aria-labelledby="shortcuts-title"><header class="dialog-head">\
    <h2 id="shortcuts-title">Keys</h2><form method="dialog"><button class="icon-button" aria-label="Close">\
    \(icon(.close))</button></form></header><div class="dialog-body"><dl class="key-list" data-keys="everywhere"></dl><h3 data-keys-here>On this page</h3>\
    <dl class="key-list" data-keys="here"></dl></div></dialog>
    """
}
