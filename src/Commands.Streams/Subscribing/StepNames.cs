using Commands.Streams.Subscribing.Responding;

namespace Commands.Streams.Subscribing;

/// <summary>The names of a subscriber's steps in the description of the topology: the command topic followed by the purpose of the step.</summary>
internal readonly record struct StepNames(string Topic)
{
    public string Read => $"{Topic}-read";

    public string ReadAgain => $"{Topic}-retry-read";

    public Named Merge => Named.As($"{Topic}-merge");

    public Named Deserialize => Named.As($"{Topic}-deserialize");

    public Named Unreadable => Named.As($"{Topic}-unreadable");

    public Named Receive => Named.As($"{Topic}-receive");

    public Named Expiry => Named.As($"{Topic}-expiry");

    public Named Deduplicate => Named.As($"{Topic}-deduplicate");

    public Named Remember => Named.As($"{Topic}-remember");

    public Named Hold => Named.As($"{Topic}-hold");

    public Named Validate => Named.As($"{Topic}-validate");

    public Named Handle => Named.As($"{Topic}-handle");

    public Named Accepted => Named.As($"{Topic}-accepted");

    public ResponseStepNames OfAccepted => new(Topic, "-accepted");

    public ResponseStepNames OfHandled => new(Topic, string.Empty);

    public ResponseStepNames OfUnreadable => new(Topic, "-unreadable");
}
