import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import './styles.css'
import { theme } from './theme.ts'
import { words } from './words.ts'

// What the server refused it refuses again; only a connection that broke is tried once more.
const retry = (failures: number, { message }: Error) => failures < 1 && message === words.unreachable
const queries = new QueryClient({ defaultOptions: { queries: { retry, staleTime: 3000 } } })
const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <ConfigProvider locale={zhCN} theme={theme}>
        <QueryClientProvider client={queries}>
          <App />
        </QueryClientProvider>
      </ConfigProvider>
    </StrictMode>,
  )
