namespace Commands.Streams.Bridging;

/// <summary>Keeps a record that only asks for a number of partitions from being sent. Never leaves <see cref="OutputTransformer"/>.</summary>
internal sealed class QuestionAnsweredException : Exception;
