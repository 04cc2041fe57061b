/// Rows with the same facts. It scrolls sideways inside its own box; on a phone each row becomes a block.
struct Table {
  /// One column; a number column is set to the right with tabular digits.
  struct Column {
    var title: String
    var isNumber = false

    init(_ title: String, isNumber: Bool = false) {
      self.title = title
      self.isNumber = isNumber
    }
  }

  var caption: String
  var columns: [Column]

  /// - Parameter rows: one cell for each column.
  func html(_ rows: [[HTML]]) -> HTML {
    """
    <div class="table-box"><table class="table"><caption class="hidden">\(caption)</caption>\
    <thead><tr>\(each: columns, heading)</tr></thead><tbody>\(each: rows, row)</tbody></table></div>
    """
  }

  private func heading(_ column: Column) -> HTML {
    "<th scope=\"col\"\(when: column.isNumber, " class=\"number\"")>\(column.title)</th>"
  }

  private func row(_ cells: [HTML]) -> HTML {
    "<tr>\(each: zip(columns, cells), cell)</tr>"
  }

  private func cell(_ column: Column, _ content: HTML) -> HTML {
    "<td data-label=\"\(column.title)\"\(when: column.isNumber, " class=\"number\"")>\(content)</td>"
  }
}
