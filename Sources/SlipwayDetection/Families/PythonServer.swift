/// How a Python project is started.
struct PythonServer {
  var start: [String]
  var title: String?
  var reasons: [String] = []
  var notes: [String] = []
  /// What is installed beside what the project names.
  var extraPackages: [String] = []

  init(_ tree: SourceTree, _ packages: PythonPackages) { self = Self.found(tree, packages) }

  private static func found(_ tree: SourceTree, _ packages: PythonPackages) -> PythonServer {
    if let web = Procfile.web(in: tree) {
      return PythonServer(
        start: Procfile.words(web), reasons: ["The Procfile says how the web process is started."])
    }
    if tree.has("manage.py") { return django(tree, packages) }
    if let (module, name) = application("FastAPI(", or: "Starlette(", in: tree) {
      let words = ["uvicorn", "\(module):\(name)", "--host", "0.0.0.0", "--port", "8000"]
      var server = PythonServer(start: words, reasons: ["\(module).py makes the application '\(name)'."])
      server.title = "FastAPI"
      if !packages.has("uvicorn"), !packages.has("fastapi[standard]") { server.extraPackages = ["uvicorn"] }
      return server
    }
    if let (module, name) = application("Flask(", or: "Flask(", in: tree) {
      let words = ["gunicorn", "--bind", "0.0.0.0:8000", "\(module):\(name)"]
      var server = PythonServer(start: words, reasons: ["\(module).py makes the application '\(name)'."])
      server.title = "Flask"
      if !packages.has("gunicorn") { server.extraPackages = ["gunicorn"] }
      return server
    }
    return program(tree)
  }

  private static func program(_ tree: SourceTree) -> PythonServer {
    if let script = script(tree) {
      return PythonServer(start: [script], reasons: ["pyproject.toml names the program '\(script)'."])
    }
    guard let file = ["main.py", "app.py", "server.py", "wsgi.py"].first(where: { tree.has($0) }) else {
      var server = PythonServer(start: ["python3", "main.py"], reasons: [])
      server.notes = ["Nothing says how it is started: add a Procfile with a line 'web: …'."]
      return server
    }
    return PythonServer(start: ["python3", file], reasons: ["\(file) is there: it is started."])
  }

  private init(start: [String], reasons: [String] = []) {
    self.start = start
    self.reasons = reasons
  }

  private static func django(_ tree: SourceTree, _ packages: PythonPackages) -> PythonServer {
    let module = tree.files(ending: "/wsgi.py", depth: 2).first?.split(separator: "/").first.flatMap {
      PlainName.of(String($0))
    }
    guard let module else {
      var server = PythonServer(start: ["python3", "manage.py", "runserver", "0.0.0.0:8000"])
      server.title = "Django"
      server.reasons = ["manage.py is there."]
      server.notes = ["There is no wsgi.py: Django's own server is started, which is not made for the public."]
      return server
    }
    var server = PythonServer(start: ["gunicorn", "--bind", "0.0.0.0:8000", "\(module).wsgi:application"])
    (server.title, server.reasons) = ("Django", ["manage.py is there, and \(module)/wsgi.py."])
    if !packages.has("gunicorn") { server.extraPackages = ["gunicorn"] }
    server.notes = ["Migrations are not run by themselves; add your project's host to ALLOWED_HOSTS."]
    return server
  }

  /// - Returns: the module and the variable that holds an application of a class.
  private static func application(_ made: String, or other: String, in tree: SourceTree) -> (String, String)? {
    for module in ["main", "app", "server", "wsgi", "asgi"] {
      for line in (tree.text(module + ".py") ?? "").split(whereSeparator: \.isNewline) {
        let parts = line.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let name = PlainName.of(parts[0].trimmed), !line.hasPrefix(" ") else { continue }
        let value = parts[1].trimmed
        if value.hasPrefix(made) || value.hasPrefix(other) { return (module, name) }
      }
    }
    return nil
  }

  private static func script(_ tree: SourceTree) -> String? {
    let scripts = TOMLText(tree.text("pyproject.toml") ?? "").pairs(in: "project.scripts")
    return scripts.count == 1 ? PlainName.of(scripts.first?.key) : nil
  }
}
