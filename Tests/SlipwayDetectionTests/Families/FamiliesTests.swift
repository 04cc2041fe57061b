import SlipwayDetection
import Testing

@Suite struct FamiliesTests {
  private func dockerfile(_ texts: [String: String], _ paths: Set<String> = []) throws -> String {
    try #require(try Detection.plan(SourceTree(paths: paths, texts: texts)).dockerfile)
  }

  @Test func `uv installs what its lock file says`() throws {
    let text = try dockerfile(
      ["pyproject.toml": "[project]\nrequires-python = \">=3.10\"\n", "main.py": "print()"], ["uv.lock"])
    #expect(
      text.contains(#"RUN ["/opt/uv/bin/uv", "sync", "--frozen", "--no-dev", "--active", "--no-install-project"]"#))
    #expect(text.contains("FROM python:3.12-slim"))
  }

  @Test func `poetry is known by its section`() throws {
    let text = try dockerfile([
      "pyproject.toml": "[tool.poetry.dependencies]\npython = \"~3.11\"\n[tool.poetry]\n", "main.py": "",
    ])
    #expect(text.contains("\"/opt/poetry/bin/poetry\", \"install\""))
    #expect(text.contains("FROM python:3.11-slim"))
  }

  @Test func `FastAPI is served by uvicorn, by the name in the file`() throws {
    let text = try dockerfile([
      "requirements.txt": "fastapi==0.1\nuvicorn\n", "main.py": "from fastapi import FastAPI\nservice = FastAPI()\n",
    ])
    #expect(text.contains(#"CMD ["uvicorn", "main:service", "--host", "0.0.0.0", "--port", "8000"]"#))
  }

  @Test func `Flask is served by gunicorn, which is installed when it is not named`() throws {
    let text = try dockerfile(["requirements.txt": "Flask\n", "app.py": "app = Flask(__name__)\n"])
    #expect(text.contains(#"RUN ["pip", "install", "--no-cache-dir", "gunicorn"]"#))
    #expect(text.contains(#"CMD ["gunicorn", "--bind", "0.0.0.0:8000", "app:app"]"#))
  }

  @Test func `Django is served by gunicorn, by its project`() throws {
    let text = try dockerfile(
      ["requirements.txt": "django\ngunicorn\n", "manage.py": ""], ["shop/wsgi.py", "shop/settings.py"])
    #expect(text.contains(#"CMD ["gunicorn", "--bind", "0.0.0.0:8000", "shop.wsgi:application"]"#))
  }

  @Test func `a Procfile decides; its shell is the container's`() throws {
    let plain = try dockerfile(["requirements.txt": "", "Procfile": "web: gunicorn app:app --workers 2\nworker: x\n"])
    #expect(plain.contains(#"CMD ["gunicorn", "app:app", "--workers", "2"]"#))
    let shell = try dockerfile(["requirements.txt": "", "Procfile": "web: gunicorn -b 0.0.0.0:$PORT \"a:b\"\n"])
    #expect(shell.contains(#"CMD ["/bin/sh", "-c", "exec gunicorn -b 0.0.0.0:$PORT \"a:b\""]"#))
  }

  @Test func `a Go program below cmd is found`() throws {
    let text = try dockerfile(["go.mod": "module x\n\ngo 1.23.4\n"], ["go.sum", "cmd/web/main.go"])
    #expect(text.contains(#""/out/app", "./cmd/web"]"#))
    #expect(text.contains("FROM golang:1.23 AS build"))
  }

  @Test func `Rails is started as Rails`() throws {
    let text = try dockerfile(
      ["Gemfile": "ruby '3.2.1'\ngem 'rails'\n"], ["config/application.rb", "Gemfile.lock", "config.ru"])
    #expect(text.contains(#"CMD ["bundle", "exec", "rails", "server", "-b", "0.0.0.0", "-p", "3000"]"#))
  }

  @Test func `Gradle with Spring makes a boot archive`() throws {
    let text = try dockerfile(
      ["build.gradle.kts": "id(\"org.springframework.boot\")\njvmToolchain(17)\n"], ["settings.gradle.kts"])
    #expect(text.contains(#"RUN ["gradle", "--no-daemon", "bootJar"]"#))
    #expect(text.contains("FROM gradle:8-jdk17"))
  }

  @Test func `Laravel's public folder is served`() throws {
    let text = try dockerfile(["composer.json": #"{"require":{"laravel/framework":"11"}}"#], ["public/index.php"])
    #expect(text.contains("s!/var/www/html!/app/public!"))
    #expect(text.contains(#"RUN ["docker-php-ext-install", "pdo_mysql"]"#))
  }

  @Test func `Vapor listens where it is asked`() throws {
    let manifest =
      "// swift-tools-version:5.10\n.package(url: \"https://github.com/vapor/vapor.git\")\n.executableTarget(name: \"App\")"
    let text = try dockerfile(["Package.swift": manifest])
    #expect(
      text.contains(#"CMD ["/app/App", "serve", "--env", "production", "--hostname", "0.0.0.0", "--port", "8080"]"#))
    #expect(text.contains("FROM swift:5.10 AS build"))
  }
}
