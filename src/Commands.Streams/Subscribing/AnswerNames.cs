namespace Commands.Streams.Subscribing;

/// <summary>The names of the steps that answers take, of commands that were handled or of those that could not be read.</summary>
internal readonly record struct AnswerNames(string Topic, string Suffix)
{
    public Named DeadLetter => Named.As($"{Topic}-dead-letter{Suffix}");

    public Named Answer => Named.As($"{Topic}-answer{Suffix}");

    public string Respond => $"{Topic}-respond{Suffix}";
}
