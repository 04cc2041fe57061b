import SlipwayCore

/// Statuses in words and tones.
enum StatusWords {
  static func tone(_ status: Deployable.Status, isStopped: Bool = false) -> Tone {
    switch status {
    case .idle: .idle
    case .running: .working
    case .done: isStopped ? .idle : .good
    case .error: .failed
    }
  }

  static func word(_ status: Deployable.Status, isStopped: Bool = false) -> String {
    switch status {
    case .idle: isStopped ? "Stopped" : "Not running"
    case .running: "Deploying"
    case .done: isStopped ? "Stopped" : "Running"
    case .error: "Failed"
    }
  }

  static func tone(_ status: DeploymentStatus) -> Tone {
    switch status {
    case .queued, .cancelled, .superseded: .idle
    case .running: .working
    case .done: .good
    case .error: .failed
    }
  }

  static func word(_ status: DeploymentStatus) -> String {
    switch status {
    case .queued: "Queued"
    case .running: "Running"
    case .done: "Done"
    case .error: "Failed"
    case .cancelled: "Cancelled"
    case .superseded: "Replaced by a newer one"
    }
  }

  /// What the step does, as something that is going on.
  static func activity(_ step: DeploymentStep) -> String {
    switch step {
    case .queue: "waiting for its turn"
    case .source: "fetching the source"
    case .build: "building the image"
    case .start: "starting the new version"
    case .verify: "watching the new version"
    case .switch: "switching the routes"
    case .retire: "stopping the old version"
    }
  }

  static func title(_ kind: Deployment.Kind) -> String {
    switch kind {
    case .deploy: "Deploy"
    case .rebuild: "Rebuild"
    case .reload: "Reload"
    case .rollback: "Rollback"
    }
  }

  static func source(_ kind: SourceSettings.Kind) -> String {
    switch kind {
    case .docker: "Docker image"
    case .drop: "Uploaded zip"
    case .push: "Git push"
    case .git: "Git"
    case .github: "GitHub"
    case .gitlab: "GitLab"
    case .bitbucket: "Bitbucket"
    case .gitea: "Gitea"
    }
  }
}
