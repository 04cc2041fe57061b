/// The API's fields by the names that forms give them: a person who never saw the API is told of "Branch or tag", not of
/// `customGitBranch`.
enum FieldWords {
  /// What a field is called on its form.
  static func title(_ field: String) -> String {
    if let title = titles[plain(field)] { return title }
    let parts = field.split(separator: ".", maxSplits: 1)
    guard let first = parts.first, parts.count > 1 else { return parted(field) }
    return "\(title(String(first))) (\(parts[1]))"
  }

  static func isKnown(_ field: String) -> Bool { titles[plain(field)] != nil }

  /// A field that a form has once for each of several kinds: `dockerImage` of `dockerImage-mysql`.
  private static func plain(_ field: String) -> String { String(field.prefix { $0 != "-" }) }

  /// A message with the fields that it names by their labels.
  /// - Parameter fields: those that it is known to be about.
  static func told(_ message: String, about fields: some Collection<String> = [String]()) -> String {
    let known = Set(fields)
    return message.split(separator: "; ", omittingEmptySubsequences: false).map { part in
      let words = part.split(separator: ": ", omittingEmptySubsequences: false).map(String.init)
      let told = words.enumerated().map { index, word in
        index < words.count - 1 && isField(word, isAtStart: index == 0, known) ? title(word) : word
      }
      return told.joined(separator: ": ")
    }.joined(separator: "; ")
  }

  /// Plain words are fields only where a message begins with them: others' messages have them too.
  private static func isField(_ word: String, isAtStart: Bool, _ known: Set<String>) -> Bool {
    if known.contains(word) { return true }
    return isKnown(word) && (isAtStart || word.contains(where: \.isUppercase))
  }

  /// `keepLatestCount` as "Keep latest count".
  private static func parted(_ field: String) -> String {
    let words = field.reduce(into: "") { text, letter in
      text += letter.isUppercase ? " " + letter.lowercased() : String(letter)
    }
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  private static let titles: [String: String] = source.merging(running, uniquingKeysWith: { one, _ in one })
    .merging(around, uniquingKeysWith: { one, _ in one })

  private static let source: [String: String] = [
    "gitlabUrl": "Address of GitLab",
    "gitlabInternalUrl": "Address for this server",
    "groupName": "Groups",
    "applicationId": "Application ID",
    "giteaUrl": "Address of Gitea or Forgejo",
    "giteaInternalUrl": "Address for this server",
    "clientId": "Client ID",
    "clientSecret": "Client secret",
    "organizationName": "Organisation",
    "bitbucketWorkspaceName": "Workspace",
    "bitbucketEmail": "Mail address",
    "apiToken": "API token",
    "isPreviewDeploymentsActive": "Deploy pull and merge requests", "previewWildcard": "Host", "previewPort": "Port",
    "previewPath": "Path", "previewHttps": "HTTPS", "previewCertificateType": "Certificate",
    "previewCustomCertResolver": "Certificate resolver", "previewLimit": "At once",
    "previewExpiryHours": "Time to live", "previewLabels": "Only with a label", "previewDrafts": "Also drafts",
    "previewRequireCollaboratorPermissions": "Ask the provider whether the author may write",
    "previewServiceName": "Service", "previewEnv": "Variables", "previewBuildArgs": "Build arguments",
    "previewBuildSecrets": "Build secrets", "previewParentVariables": "The parent’s variables go along",
    "previewDatabaseIds": "Databases",
    "githubUrl": "Address of GitHub", "branchPatterns": "Further branches", "tagPatterns": "Tags",
    "triggerType": "What deploys", "buildPath": "Folder to build",
    "customGitUrl": "Repository", "customGitBranch": "Branch or tag", "customGitBuildPath": "Folder to build",
    "customGitUsername": "User name for https", "customGitPassword": "Password or token",
    "customGitSSHKeyId": "SSH key", "enableSubmodules": "Fetch submodules", "watchPaths": "Watched paths",
    "autoDeploy": "A push deploys", "dockerImage": "Image", "registryUrl": "Registry",
    "dropBuildPath": "Folder to build",
    "dockerfile": "Dockerfile", "dockerContextPath": "Context folder", "dockerBuildStage": "Stage",
    "publishDirectory": "Folder with the site", "isStaticSpa": "Unknown paths answer index.html",
    "railpackVersion": "Version of railpack", "herokuVersion": "Heroku’s stack",
    "buildType": "Builder", "ejectedDockerfile": "Own Dockerfile", "baseImages": "Base images",
    "packageMirrors": "Package registries", "buildCacheBudget": "Build cache",
    "cleanCache": "Build the next time without the cache", "createEnvFile": "Write the variables to .env",
    "buildArgs": "Build arguments", "buildSecrets": "Build secrets", "sourceType": "Source", "composeFile": "File",
    "composePath": "Path of the file", "composeType": "Runs on", "zip": "Zip file", "env": "Variables",
    "filePath": "File", "content": "Content", "isolatedDeployment": "Isolated", "suffix": "Suffix",
    "randomize": "Put the suffix behind all names",
  ]

  private static let running: [String: String] = [
    "name": "Name", "appName": "Name in Docker", "description": "Description", "replicas": "Replicas",
    "command": "Command", "args": "Arguments", "memoryLimit": "Memory limit", "memoryReservation": "Memory reserved",
    "cpuLimit": "CPU limit", "cpuReservation": "CPU reserved", "healthCheckSwarm": "Health check",
    "healthCommand": "Command", "healthInterval": "Every", "healthTimeout": "Time to answer",
    "healthRetries": "Retries", "healthStartPeriod": "Grace at the start", "updateOrder": "Order of a release",
    "updateMonitor": "Watch the new one for", "stopGrace": "Time to stop",
    "restartCondition": "Restart a task that ended",
    "restartDelay": "After", "restartAttempts": "At most", "updateConfigSwarm": "Releases",
    "restartPolicySwarm": "Restarts", "placementSwarm": "Placement", "labelsSwarm": "Labels",
    "networkSwarm": "Networks", "stopGracePeriodSwarm": "Time to stop", "labels": "Labels",
    "hostPath": "Folder on the server",
    "volumeName": "Volume’s name", "mountPath": "Path in the container", "publishedPort": "Port of the server",
    "targetPort": "Port in the container", "externalPort": "Port outside", "host": "Host", "path": "Path",
    "port": "Port in the container", "internalPath": "Path in the container", "stripPath": "Take the path away",
    "https": "HTTPS", "serviceName": "Service", "certificateType": "Certificate",
    "customCertResolver": "Resolver’s name", "customEntrypoint": "Entry point", "middlewares": "Middlewares",
    "publishMode": "Reachable", "targetEnvironmentId": "Environment", "serviceNetworks": "Networks", "type": "Kind",
    "protocol": "Protocol",
    "deleteVolumes": "Data",
  ]

  private static let around: [String: String] = [
    "server.refreshRate": "Machine every", "containers.refreshRate": "Containers every",
    "server.retentionDays": "Kept for", "removeAgent": "Take the agent away, too",
    "email": "E-mail", "password": "Password", "currentPassword": "Current password", "firstName": "First name",
    "lastName": "Last name", "organization": "Organization", "username": "User name", "expiresIn": "Ends",
    "ipAddress": "Address", "sshKeyId": "SSH key", "serverType": "Used for", "privateKey": "Private key",
    "publicKey": "Public key", "registryName": "Name", "imagePrefix": "Prefix of images",
    "registryId": "Registry", "certificateData": "Certificate and chain", "color": "Colour",
    "letsEncryptEmail": "E-mail for Let’s Encrypt", "buildsConcurrency": "Builds at once",
    "logMegabytes": "Output that is kept", "buildMemoryLimit": "Memory a build",
    "buildCPULimit": "Processors a build", "destinationId": "Destination",
    "accessKey": "Access key", "secretAccessKey": "Secret access key", "bucket": "Bucket", "region": "Region",
    "endpoint": "Endpoint", "rcloneConfig": "Section of rclone.conf", "additionalFlags": "Flags",
    "provider": "Provider", "schedule": "Schedule", "cronExpression": "Schedule", "keepLatestCount": "Keep",
    "prefix": "Folder", "database": "Database", "databaseUser": "User", "databasePassword": "Password",
    "databaseType": "Engine", "drillSchedule": "Restore drill", "timezone": "Time zone", "backupFile": "File",
    "newName": "Name of the new database", "regex": "Addresses (regular expression)", "replacement": "New address",
    "databaseName": "Database", "databaseRootPassword": "Root password", "selectedServices": "Services",
    "serviceType": "Kind of service", "baseUrl": "Address", "base64": "Template",
    "includeEncryptionKey": "Encryption key", "engine": "Engine", "enabled": "By schedule",
    "replicaSets": "Replica set",
    "tagIds": "Tags", "shellType": "Read by", "script": "Command", "overlap": "While one is at work, the next",
    "missed": "What is missed while Slipway is away", "timeout": "Ended after", "retries": "Tried again",
    "retryDelay": "After", "scheduleType": "Where it runs", "turnOff": "Stop what mounts it meanwhile",
  ]
}
