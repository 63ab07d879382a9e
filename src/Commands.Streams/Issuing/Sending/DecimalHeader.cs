using System.Buffers.Text;

namespace Commands.Streams.Issuing.Sending;

/// <summary>The decimal text of numbers that often repeat: equal numbers in a row share their bytes. Thread-safe.</summary>
internal sealed class DecimalHeader
{
    private const int MaxDigits = 20;

    private volatile Entry _last = new(0, "0"u8.ToArray());

    public byte[] Encode(long number)
    {
        var last = _last;
        if (last.Number != number)
        {
            Span<byte> digits = stackalloc byte[MaxDigits];
            Utf8Formatter.TryFormat(number, digits, out var length);
            _last = last = new Entry(number, digits[..length].ToArray());
        }

        return last.Text;
    }

    private sealed record Entry(long Number, byte[] Text);
}
