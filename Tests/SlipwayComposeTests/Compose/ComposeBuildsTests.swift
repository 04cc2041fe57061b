import SlipwayCompose
import Testing

@Suite struct ComposeBuildsTests {
  @Test(arguments: [
    "services: {web: {build: .}}", "services: {web: {\"b\\x75ild\": .}}",
    "x-base: &base {build: .}\nservices: {web: {<<: *base}}", "include: [other.yml]\nservices: {}",
    "services: {web: {extends: {file: base.yml, service: web}}}", "services: {web: {build: [}",
  ]) func `a file that builds, hides it, brings in others or cannot be read may build`(text: String) {
    #expect(ComposeBuilds.mayBuild(text))
  }

  @Test(arguments: [
    "services: {web: {image: 'caddy:2'}}", "services: {web: {image: 'moby/buildkit:v1'}}",
    "services: {web: {image: a, labels: {build: '7'}}}", "services: {web: {image: a, build: }}",
    "services: {web: {image: a}, more: {extends: {service: web}}}", "",
  ]) func `a file of images builds nothing, whatever its words are`(text: String) {
    #expect(!ComposeBuilds.mayBuild(text))
  }
}
