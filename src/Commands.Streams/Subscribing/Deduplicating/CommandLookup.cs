namespace Commands.Streams.Subscribing.Deduplicating;

/// <summary>Looks up one command among those that are finished. Worker only.</summary>
internal sealed class CommandLookup(FinishedCommands commands, byte[] identity)
{
    public FinishedCommand? Find() => commands.Find(identity);
}
