import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// How to connect to a database: whole addresses to copy, and their parts.
struct ConnectCard {
  var frame: DatabaseFrame

  var html: HTML {
    Card("Connect", note: "\(note)").html(
      "\(warning)<div class=\"connect\">\(row("From services here", secretText(frame.database.internalUrl, label: "the address for services here")))\(outside)</div>\(parts)"
    )
  }

  /// A network leads no further than its machine.
  private var note: String {
    frame.detail.server.map {
      "Services that run on \($0.name), too, use the first address, whatever project they are in."
    }
      ?? "Services of this installation use the first address, whatever project they are in."
  }

  /// The server that runs has what it was deployed with, whatever was typed since.
  private var warning: HTML? {
    let names = Self.undeployed(frame.changes ?? [])
    guard !names.isEmpty else { return nil }
    let what = names.joined(separator: " and ")
    return ErrorBox(
      title: "Not what runs: the \(what) below \(names.count == 1 ? "is" : "are") not deployed yet",
      message: "It was changed since the last deployment; the server that runs still has the one of then.",
      advice: "A server makes its database and its user when its volume is new: another name renames nothing "
        + "afterwards. Put the old one back, or make the new one on the server yourself before you deploy.",
      tone: .warning
    ).html
  }

  /// Which parts of the address wait for a deployment. A password is told to the running server at once.
  static func undeployed(_ changes: [Evidence.Change]) -> [String] {
    let fields = Set(changes.map(\.field))
    let isMeant = { (names: [String]) in names.contains { fields.contains("env." + $0) } }
    let database = isMeant(["POSTGRES_DB", "MYSQL_DATABASE", "MARIADB_DATABASE", "MONGO_INITDB_DATABASE"])
    let user = isMeant(["POSTGRES_USER", "MYSQL_USER", "MARIADB_USER", "MONGO_INITDB_ROOT_USERNAME"])
    return [database ? "database" : nil, user ? "user" : nil].compactMap(\.self)
  }

  private func row(_ title: String, _ value: HTML) -> HTML {
    "<div class=\"connect-row\"><span class=\"connect-title\">\(title)</span>\(value)</div>"
  }

  private var outside: HTML {
    let urls = frame.detail.externalUrls
    guard !urls.isEmpty else {
      return row(
        "From elsewhere",
        """
        <span class="muted">Not published. <a class="link" href="\(frame.base)/advanced#ports">Publish a port</a> \
        to connect from outside this server.</span>
        """)
    }
    let isOne = frame.engine.ports.count == 1
    func shown(_ item: DatabaseOverview.ExternalURL) -> HTML {
      row(
        isOne ? "From elsewhere" : "From elsewhere, \(item.label)",
        secretText(item.url, label: "the address for port \(item.port)"))
    }
    return "\(each: urls, shown)"
  }

  private var parts: HTML {
    let database = frame.database
    var pairs: [(name: String, value: HTML)] = [
      ("Host", copyText(database.appName)), ("Port", copyText(String(frame.engine.port))),
    ]
    if let name = database.databaseName { pairs.append(("Database", copyText(name))) }
    if let user = database.databaseUser { pairs.append(("User", copyText(user))) }
    if let password = database.databasePassword {
      pairs.append(("Password", secretText(password, label: "the password")))
    }
    if let root = database.databaseRootPassword {
      pairs.append(("Password of root", secretText(root, label: "the password of root")))
    }
    return more("The parts of the address", "<div class=\"facts-list\">\(keyValue(pairs))</div>")
  }
}
