namespace Commands.Streams.Operators.Joining.ForeignKey;

/// <summary>What a left row asks of the right table. The numbers are those of Kafka Streams.</summary>
internal enum Instruction : byte
{
    /// <summary>Forget the left row, and do not answer.</summary>
    Delete = 0,

    /// <summary>Forget the left row, and answer that there is no right row.</summary>
    DeleteAndAnswer = 1,

    /// <summary>Remember the left row, and answer whether there is a right row or not.</summary>
    AlwaysAnswer = 2,

    /// <summary>Remember the left row, and answer only if there is a right row.</summary>
    AnswerIfFound = 3,
}
