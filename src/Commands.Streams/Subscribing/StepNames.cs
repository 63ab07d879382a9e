namespace Commands.Streams.Subscribing;

/// <summary>The names of a subscriber's steps in the topology's description: the command topic and what the step does.</summary>
internal readonly record struct StepNames(string Topic)
{
    public string Read => $"{Topic}-read";

    public Named Accept => Named.As($"{Topic}-accept");

    public Named Handle => Named.As($"{Topic}-handle");

    public Named Answer => Named.As($"{Topic}-answer");

    public string Respond => $"{Topic}-respond";
}
