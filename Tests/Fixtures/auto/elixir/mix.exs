defmodule Greeter.MixProject do
  use Mix.Project

  def project do
    [app: :greeter, version: "0.1.0", elixir: "~> 1.16", deps: []]
  end

  def application, do: [extra_applications: [:logger], mod: {Greeter, []}]
end
