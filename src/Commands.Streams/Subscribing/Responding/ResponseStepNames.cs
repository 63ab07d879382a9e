namespace Commands.Streams.Subscribing.Responding;

/// <summary>The names of the steps for results, of commands that were handled or of those that could not be read.</summary>
internal readonly record struct ResponseStepNames(string Topic, string Suffix)
{
    public Named DeadLetter => Named.As($"{Topic}-dead-letter{Suffix}");

    /// <summary>The step before the retry topics; only commands that were handled are retried.</summary>
    public Named? Retry => Suffix.Length == 0 ? Named.As($"{Topic}-retry") : null;

    /// <summary>The name under which the steps of a task share the held keys.</summary>
    public string HeldKeys => $"{Topic}-held-keys";

    public Named Response => Named.As($"{Topic}-response{Suffix}");

    public string Respond => $"{Topic}-respond{Suffix}";
}
