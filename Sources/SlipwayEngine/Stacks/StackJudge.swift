import SlipwayCompose
import SlipwayCore

/// Judges a compose stack's file by what Docker Compose has read: while it is made, and again whenever it is about to run.
struct StackJudge: Sendable {
  private let stack: ComposeStack
  private let own: ComposeOwn

  init(_ engine: Engine, _ stack: ComposeStack) {
    self.stack = stack
    var own = ComposeOwn(
      appName: stack.appName,
      folders: .kept(StackFolders(engine.folders(on: stack.serverID), appName: stack.appName).root),
      sharedNetwork: Surroundings.network(instance: engine.configuration.instance))
    own.networks = Set(stack.settings.serviceNetworks.flatMap(\.networkIds))
    if stack.settings.isolatedDeployment {
      own.networks.insert(StackTransform(engine: engine, stack: stack).settings([]).isolatedNetwork)
    }
    self.own = own
  }

  /// - Parameters:
  ///   - model: as it was read, its paths where they were found.
  ///   - text: the user's file.
  func dangers(in model: StackModel, checkout: String, files: String, text: String) -> [ComposeDanger] {
    var own = own
    own.folders = .read(checkout: checkout, files: files)
    return ComposeJudge.dangers(
      in: model.root, own: own, lines: ComposeLines(text, suffix: stack.settings.nameSuffix))
  }

  /// The image or build that each service of a file that was read asks for.
  func sources(in model: StackModel, checkout: String, files: String) -> [String: String] {
    var own = own
    own.folders = .read(checkout: checkout, files: files)
    return model.services.mapValues(own.source)
  }

  /// Of a release: nothing that was found when it was made counts any more.
  func dangers(in file: StackFile) -> [ComposeDanger] {
    ComposeJudge.dangers(in: file.model, own: own(of: file))
  }

  /// The paths that are mounted or read from elsewhere than the stack's own folders.
  func pathsOutside(of file: StackFile) -> [String] {
    StackPaths.all(in: StackModel(root: file.model)).filter { !own.isOwn($0) }.sorted()
  }

  private func own(of file: StackFile) -> ComposeOwn {
    var own = own
    own.addresses = Set(file.addresses.values)
    own.names = file.names
    own.sources = file.services.compactMapValues(\.source)
    if let network = file.isolatedNetwork { own.networks.insert(network) }
    return own
  }
}
