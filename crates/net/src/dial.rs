//! Opening a TCP connection to one address that has already been judged.

use std::{io, net::SocketAddr};

use async_trait::async_trait;
use tokio::io::{AsyncRead, AsyncWrite};

/// What a connection can do.
pub trait Io: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Io for T {}

/// An open connection in both directions.
pub type Stream = Box<dyn Io>;

/// Opens connections. The caller has resolved and judged the address and keeps the time.
#[async_trait]
pub trait Dialer: Send + Sync {
    /// Connects to exactly this address.
    ///
    /// # Errors
    /// What the operating system says.
    async fn dial(&self, to: SocketAddr) -> io::Result<Stream>;
}

/// The dialer of real life.
#[derive(Clone, Copy, Debug, Default)]
pub struct TcpDialer;

#[async_trait]
impl Dialer for TcpDialer {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that opens sockets outward")]
    async fn dial(&self, to: SocketAddr) -> io::Result<Stream> {
        let stream = tokio::net::TcpStream::connect(to).await?;
        // Small requests wait for their answer; collecting bytes only delays them.
        stream.set_nodelay(true)?;
        Ok(Box::new(stream))
    }
}
