using System.Text.Json;

namespace Commands.Streams.State.Files;

/// <summary>Writes small files that people read too.</summary>
internal static class Json
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    /// <summary>Returns an object as text.</summary>
    /// <param name="properties">Writes the object's properties.</param>
    public static byte[] Write(Action<Utf8JsonWriter> properties)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Indented))
        {
            writer.WriteStartObject();
            properties(writer);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }
}
