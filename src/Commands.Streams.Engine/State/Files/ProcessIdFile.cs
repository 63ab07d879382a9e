using System.Text.Json;

namespace Commands.Streams.State.Files;

/// <summary>
/// The id of a process, made once and kept beside its state: whoever has the state keeps its identity in the group after a restart, and so its partitions.
/// </summary>
internal static class ProcessIdFile
{
    private const string Property = "processId";

    /// <summary>Returns the id in a file. If there is none, or it cannot be read, writes the one given.</summary>
    public static Guid ReadOrWrite(IStateFiles files, string path, Guid created)
    {
        if (Read(files.Read(path)) is { } kept)
        {
            return kept;
        }

        files.Replace(path, Json.Write(writer => writer.WriteString(Property, created)));
        return created;
    }

    private static Guid? Read(byte[]? json)
    {
        try
        {
            using var document = JsonDocument.Parse(json ?? []);
            return document.RootElement.GetProperty(Property).TryGetGuid(out var id) && id != Guid.Empty ? id : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
