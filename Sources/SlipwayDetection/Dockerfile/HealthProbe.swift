/// How an image's health check asks whether the service listens, with what lies in the image.
enum HealthProbe: Sendable, Hashable {
  case node, python, bash, wget
  case none

  func words(port: Int) -> [String]? {
    switch self {
    case .node:
      let script =
        "fetch('http://127.0.0.1:'+(process.env.PORT||\(port))).then(r=>process.exit(r.status<500?0:1),()=>process.exit(1))"
      return ["node", "-e", script]
    case .python:
      let script = "import os,socket;socket.create_connection(('127.0.0.1',int(os.environ.get('PORT','\(port)'))),2)"
      return ["python3", "-c", script]
    // Within the image, which has no other program that connects; not a word of it is the user's.
    case .bash: return ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${PORT:-\(port)}"]
    case .wget: return ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:\(port)/"]
    case .none: return nil
    }
  }
}
