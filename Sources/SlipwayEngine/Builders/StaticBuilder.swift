package import SlipwayCore

/// Serves a folder of the code with nginx. Nothing that a user typed becomes part of the generated
/// Dockerfile: the folder that is published is the build's context.
package enum StaticBuilder: Builder {
  package static let kind = BuildSettings.Kind.static

  package static func plan(_ input: BuildInput) throws -> BuildPlan {
    let typed = input.settings.publishDirectory ?? ""
    let published = try RelativePath.normalize(typed, field: "publishDirectory")
    let folder = [input.checkout.buildPath, published].filter { !$0.isEmpty }.joined(separator: "/")
    let dockerfile = input.workFolder + "/static.Dockerfile"
    var plan = BuildPlan(dockerfile: dockerfile, context: input.path(folder))
    plan.files = [
      BuildFile(path: dockerfile, content: Secret(text(isSinglePage: input.settings.isStaticSpa ?? false))),
      // BuildKit prefers the ignore file that is named after the Dockerfile to the one in the context.
      BuildFile(path: dockerfile + ".dockerignore", content: Secret(ignored)),
    ]
    plan.sendsGit = false
    plan.guarded = [("publishDirectory", plan.context)]
    return plan
  }

  private static let ignored = """
    **/.git
    **/.env
    Dockerfile
    .dockerignore

    """

  private static func text(isSinglePage: Bool) -> String {
    var lines = ["FROM nginx:alpine", "WORKDIR /usr/share/nginx/html/"]
    if isSinglePage {
      let words = singlePageConfiguration.split(separator: "\n").map { "'\($0)'" }
      lines.append("RUN printf '%s\\n' \(words.joined(separator: " ")) > /etc/nginx/nginx.conf")
    }
    lines += ["COPY . .", "EXPOSE 80", #"CMD ["nginx", "-g", "daemon off;"]"#, ""]
    return lines.joined(separator: "\n")
  }

  private static let singlePageConfiguration = """
    worker_processes 1;
    events { worker_connections 1024; }
    http {
      include /etc/nginx/mime.types;
      default_type application/octet-stream;
      sendfile on;
      server {
        listen 80;
        root /usr/share/nginx/html;
        location / { try_files $uri $uri/ /index.html; }
      }
    }
    """
}
