/// A native `<dialog>`: opened by a ``dialogButton``, or by the server when its form was refused.
struct Dialog {
  var id: String
  var title: String
  var note: String?
  var isOpen = false
  /// Room for an editor or a difference.
  var isWide = false

  func html(_ body: HTML) -> HTML {
    """
    <dialog id="\(id)" class="dialog\(when: isWide, " wide")" aria-labelledby="\(id)-title"\
    \(Attribute.flag("open", isOpen))\(when: isOpen, " data-behavior=\"dialog-open\"")>\
    <header class="dialog-head"><h2 id="\(id)-title">\(title)</h2>\
    <form method="dialog"><button class="icon-button" aria-label="Close" value="cancel">\(icon(.close))</button></form>\
    </header>\(note.map { "<p class=\"note dialog-note\">\($0)</p>" })<div class="dialog-body">\(body)</div></dialog>
    """
  }
}
