defmodule Greeter do
  use Application

  def start(_type, _arguments) do
    {:ok, listener} = :gen_tcp.listen(4000, [:binary, active: false, reuseaddr: true])
    Task.start_link(fn -> serve(listener) end)
  end

  defp serve(listener) do
    {:ok, socket} = :gen_tcp.accept(listener)
    :gen_tcp.recv(socket, 0)
    :gen_tcp.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\nhello from elixir\n")
    :gen_tcp.close(socket)
    serve(listener)
  end
end
