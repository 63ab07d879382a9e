using System.Text.Json;

namespace Commands.Streams.State.Files;

/// <summary>Who holds a state directory. The process that finds it held reads this from a file beside the lock.</summary>
/// <param name="ApplicationId">The application.</param>
/// <param name="Process">The number of the operating system's process.</param>
/// <param name="Machine">The name of the machine.</param>
internal sealed record StateOwner(string ApplicationId, int Process, string Machine)
{
    /// <summary>Returns the owner that a file describes, or <see langword="null"/> if it is not readable.</summary>
    public static StateOwner? Read(byte[]? json)
    {
        try
        {
            using var document = JsonDocument.Parse(json ?? []);
            var owner = document.RootElement;
            return new StateOwner(
                owner.GetProperty("applicationId").GetString()!,
                owner.GetProperty("process").GetInt32(),
                owner.GetProperty("machine").GetString()!);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Returns the content of the file.</summary>
    public byte[] ToJson() => Json.Write(
        writer =>
        {
            writer.WriteString("applicationId", ApplicationId);
            writer.WriteNumber("process", Process);
            writer.WriteString("machine", Machine);
        });

    /// <inheritdoc />
    public override string ToString() => $"application '{ApplicationId}' in process {Process} on '{Machine}'";
}
