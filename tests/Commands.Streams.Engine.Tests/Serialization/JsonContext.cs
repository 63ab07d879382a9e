using System.Text.Json.Serialization;

namespace Commands.Streams.Tests.Serialization;

/// <summary>A context that the compiler makes the code of.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(JsonShipment))]
internal sealed partial class JsonContext : JsonSerializerContext;
