var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/", () => "hello from .NET\n");
app.Run();
