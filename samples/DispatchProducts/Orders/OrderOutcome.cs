using System.Text.Json;
using Commands.Streams;

namespace DispatchProducts.Orders;

/// <summary>Says in a line and an exit code what became of an order.</summary>
internal static class OrderOutcome
{
    private const int Completed = 0;
    private const int Rejected = 3;
    private const int Failed = 4;
    private const int Unknown = 5;
    private const int NotSent = 6;

    /// <summary>Prints the line.</summary>
    /// <returns>The exit code.</returns>
    public static int Print(long orderId, CommandOutcome<DispatchReceipt> outcome, TextWriter output)
    {
        var (text, exitCode) = outcome switch
        {
            CommandOutcome<DispatchReceipt>.Completed completed =>
                ($"completed {JsonSerializer.Serialize(completed.Response, JsonSerializerOptions.Web)}", Completed),
            CommandOutcome<DispatchReceipt>.Rejected rejected => ($"rejected {rejected.Code} {rejected.Message}", Rejected),
            CommandOutcome<DispatchReceipt>.Failed failed => ($"failed {failed.Code} {failed.Message}", Failed),
            CommandOutcome<DispatchReceipt>.Unknown unknown => ($"unknown {Words(unknown.Reason)}", Unknown),
            CommandOutcome<DispatchReceipt>.NotSent notSent => ($"not-sent {Words(notSent.Reason)}", NotSent),
            _ => throw new InvalidOperationException($"'{outcome}' is no outcome."),
        };
        output.WriteLine($"{orderId} {text}");
        return exitCode;
    }

    private static string Words(Enum reason) => JsonNamingPolicy.KebabCaseLower.ConvertName(reason.ToString());
}
